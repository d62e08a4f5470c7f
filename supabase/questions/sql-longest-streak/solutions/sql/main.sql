WITH healthy AS (
  SELECT DISTINCT device_id, date(at) AS day FROM beats
),
numbered AS (
  SELECT
    device_id,
    day,
    julianday(day) - row_number() OVER (PARTITION BY device_id ORDER BY day) AS run
  FROM healthy
),
runs AS (
  SELECT device_id, count(*) AS days, min(day) AS since
  FROM numbered
  GROUP BY device_id, run
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY device_id ORDER BY days DESC, since DESC) AS place
  FROM runs
)
SELECT devices.name, coalesce(ranked.days, 0) AS days, ranked.since
FROM devices
LEFT JOIN ranked ON ranked.device_id = devices.id AND ranked.place = 1
ORDER BY days DESC, devices.name;
