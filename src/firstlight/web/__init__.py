"""What people see: the page shell, components, charts, the live stream, and the front doors."""
