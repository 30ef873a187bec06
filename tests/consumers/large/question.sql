-- Of the claims about a measure: how many lie below, within and above the bounds of each figure that counts it?
-- A bare number has no bounds, so nothing is said of it.
SELECT
    figures.id,
    count(*) AS claims,
    count(CASE WHEN claims.number < figures.lower THEN 1 END) AS below,
    count(CASE WHEN claims.number > figures.upper THEN 1 END) AS above
FROM figures
JOIN claims ON claims.measure = figures.measure
WHERE figures.lower IS NOT NULL OR figures.upper IS NOT NULL
GROUP BY figures.id
ORDER BY figures.id
