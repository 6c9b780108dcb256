-- Who wrote an answer: a model, or rules without one. It is stored with the words, and words without it cannot be stored.
ALTER TABLE "public"."assistant_turn" ADD COLUMN "written_by" TEXT;
UPDATE "public"."assistant_turn"
   SET "written_by" = CASE WHEN "state" = 'without-model' OR cardinality("call_ids") = 0 THEN 'rules' ELSE 'model' END
 WHERE "answer" <> '';
ALTER TABLE "public"."assistant_turn"
  ADD CONSTRAINT "assistant_turn_written_by" CHECK ("written_by" IN ('model', 'rules')),
  ADD CONSTRAINT "assistant_turn_marked" CHECK (("answer" = '') = ("written_by" IS NULL)),
  -- What a model wrote names the requests that it came of.
  ADD CONSTRAINT "assistant_turn_traced" CHECK ("written_by" <> 'model' OR cardinality("call_ids") > 0);
