"""Reading workbooks that staff and other programs have worked on."""
