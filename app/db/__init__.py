"""The SQLite file: connections, migrations, backups."""
