"""How reports word the figures of a form: the grammar of ``phrases.yaml``, its model, and what can be wrong with it."""
