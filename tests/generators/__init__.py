"""What makes the committed references and schemas, from the model and from the words in ``keys.yaml``."""
