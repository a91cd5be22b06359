"""How tables arrive in plain text, a module for each layout; each turns lines into the same :class:`Grid`.

What stands between the cells marks a table, whatever it says: :mod:`bars`, :mod:`tabs` and :mod:`commas`. Tables that
nothing marks (:mod:`unmarked`) are found later, by the labels of a form.
"""
