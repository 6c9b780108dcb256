-- Counting needs the partition of a day that nobody has made yet, and its role may not make tables: these two functions do,
-- as the owner, and nothing else.
ALTER FUNCTION "analytics"."ensure_day"(INTEGER) SECURITY DEFINER SET search_path = pg_catalog;
ALTER FUNCTION "analytics"."ensure_people"(INTEGER) SECURITY DEFINER SET search_path = pg_catalog;
