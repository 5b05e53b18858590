"""Facts from files, tables and command lines: read strictly, refused in sentences people understand."""
