"""The layouts of tables in plain text, one module each; all turn lines into a :class:`SourceGrid`.

What stands between the cells marks a table, whatever it says: :mod:`bars`, :mod:`tabs` and :mod:`commas`. Tables that
nothing marks (:mod:`unmarked`) are found later, by the labels of a form.
"""
