"""The rules that a filing is held to, one topic a module, and the engine that runs them."""
