-- CreateIndex
CREATE INDEX "audit_event_subject_id_id_idx" ON "audit_event"("subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_id_idx" ON "audit_event"("actor_id", "id");

-- Who acts is decided by the connection: each process says when it connects for whom it may write, and one that says nothing
-- writes for the system alone. What a model's connection does is the model's, whatever its caller says.
CREATE FUNCTION "audit_event_actor_kind"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    "acts" TEXT[] := string_to_array(coalesce(nullif(current_setting('procord.acts', true), ''), 'system'), ',');
BEGIN
    IF NEW."actor_kind" <> ALL ("acts") THEN
        RAISE EXCEPTION 'this connection acts as %, not as %', array_to_string("acts", ' or '), NEW."actor_kind";
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "audit_event_actor_kind" BEFORE INSERT ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_actor_kind"();
