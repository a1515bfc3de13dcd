"""Looking around in a report's figures in JupyterLab."""
