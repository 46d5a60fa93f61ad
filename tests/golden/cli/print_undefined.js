// cmd: -p "void 0"
