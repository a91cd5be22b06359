"""For whoever writes a form: whether its file is right, and what may stand in one."""
