"""The parts that pages are made of: fields, tables, tags; each a function from values to HTML."""
