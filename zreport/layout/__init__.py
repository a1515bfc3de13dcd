"""Where the parts of each kind of chart stand on a page, a module for each kind, named as in `charts`."""
