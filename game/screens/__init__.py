"""The screens, one per file. They stand on a stack; each may push another, replace itself or leave."""
