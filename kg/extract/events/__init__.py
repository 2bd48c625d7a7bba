"""Doc → events: triggers, roles, status, time; mentions of one happening made one."""
