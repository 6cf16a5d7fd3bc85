"""The command line as outsiders meet it: processes, exit codes, both output streams."""
