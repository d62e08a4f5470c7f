-- One row for each device: name, days, since.
SELECT name, 0 AS days, NULL AS since FROM devices;
