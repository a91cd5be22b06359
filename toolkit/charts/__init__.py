"""The charts that a form declares, of a filing's figures: their data, and native charts of office programs."""
