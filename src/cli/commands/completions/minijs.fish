# Completion of the arguments of minijs for fish.
function __minijs_offer
    set -l before (commandline -opc)
    for line in ($before[1] completions --complete $before[2..] (commandline -ct) 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c minijs -f -a '(__minijs_offer)'
