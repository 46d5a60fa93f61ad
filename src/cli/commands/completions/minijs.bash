# Completion of the arguments of minijs for bash.
_minijs() {
  local word line files= last= i n=0
  local -a words=()
  # For bash a = is a word of its own, for minijs it belongs to the option.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((n)) && [[ $word == = || $last == = ]]; then
      words[n - 1]+=$word
    else
      words[n++]=$word
    fi
    last=$word
  done
  [[ $word == = ]] && word=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      line=${line%%$'\t'*}
      [[ ${words[n - 1]} == --*=* ]] && line=${line#*=}
      COMPREPLY+=("$line")
    fi
  done < <("$1" completions --complete "${words[@]}" 2>/dev/null)
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do
      COMPREPLY+=("$line")
    done < <(compgen -f -- "$word")
  fi
}
complete -F _minijs minijs
