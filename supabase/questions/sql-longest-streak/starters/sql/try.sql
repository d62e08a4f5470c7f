-- Run this file to try your query on the example.
CREATE TABLE devices (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE beats (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  at TEXT NOT NULL
);
INSERT INTO devices VALUES
  (1, 'cam'),
  (2, 'hub'),
  (3, 'tap');
INSERT INTO beats VALUES
  (2, '2025-04-10 08:15:00'),
  (2, '2025-04-11 08:15:00'),
  (1, '2025-03-31 08:15:00'),
  (2, '2025-04-01 08:15:00'),
  (1, '2025-04-01 08:15:00'),
  (1, '2025-03-30 20:15:00'),
  (1, '2025-03-30 08:15:00'),
  (1, '2025-04-05 08:15:00'),
  (2, '2025-04-02 08:15:00');
.read main.sql
