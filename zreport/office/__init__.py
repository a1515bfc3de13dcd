"""What office programs draw and let a user edit: native charts, shapes, cells, workbooks."""
