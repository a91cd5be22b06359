"""The folder for Windows, as it is handed out, run by Windows' own Python under Wine."""
