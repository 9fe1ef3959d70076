"""Long texts, which pandas reads: lines looked at, cells read when somebody asks."""
