"""Reading a report with every figure alive, and looking at a draft row by row, in JupyterLab and on a page."""
