-- CreateTable
CREATE TABLE "staff_member" (
    "account_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "given_by" BIGINT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("account_id","role")
);

-- CreateTable
CREATE TABLE "staff_access" (
    "id" UUID NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "person_id" BIGINT,
    "guild_id" BIGINT,
    "reason" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_view" (
    "access_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "guild_id" BIGINT,
    "views" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_view_pkey" PRIMARY KEY ("access_id","page")
);

-- CreateTable
CREATE TABLE "access_denial" (
    "account_id" BIGINT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "denials" INTEGER NOT NULL,

    CONSTRAINT "access_denial_pkey" PRIMARY KEY ("minute","account_id")
);

-- CreateIndex
CREATE INDEX "staff_access_person_id_opened_at_idx" ON "staff_access"("person_id", "opened_at");

-- CreateIndex
CREATE INDEX "staff_access_guild_id_opened_at_idx" ON "staff_access"("guild_id", "opened_at");

-- CreateIndex
CREATE INDEX "staff_access_staff_id_opened_at_idx" ON "staff_access"("staff_id", "opened_at");

-- CreateIndex
CREATE INDEX "staff_access_opened_at_idx" ON "staff_access"("opened_at");

-- AddForeignKey
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_view" ADD CONSTRAINT "staff_view_access_id_fkey" FOREIGN KEY ("access_id") REFERENCES "staff_access"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_role" CHECK ("role" IN ('support', 'moderator', 'privacy', 'admin'));
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_by_another" CHECK ("given_by" <> "account_id");

-- Staff see a person's or a guild's data for a reason, and for half an hour at most.
ALTER TABLE "staff_access" ADD CONSTRAINT "staff_access_role" CHECK ("role" IN ('support', 'moderator', 'privacy', 'admin'));
ALTER TABLE "staff_access" ADD CONSTRAINT "staff_access_one" CHECK (num_nonnulls("person_id", "guild_id") = 1);
ALTER TABLE "staff_access" ADD CONSTRAINT "staff_access_reason" CHECK (length(btrim("reason")) >= 3);
ALTER TABLE "staff_access" ADD CONSTRAINT "staff_access_bounded" CHECK ("ends_at" > "opened_at" AND "ends_at" <= "opened_at" + interval '30 minutes');
ALTER TABLE "staff_access" ADD CONSTRAINT "staff_access_closed" CHECK ("closed_at" BETWEEN "opened_at" AND "ends_at");

-- What was opened stays as it was; it can be closed, once.
CREATE FUNCTION "staff_access_stays"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."closed_at" IS NULL
       AND to_jsonb(NEW) - 'closed_at' = to_jsonb(OLD) - 'closed_at'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff_access stays as it was opened';
END
$$;
CREATE TRIGGER "staff_access_stays" BEFORE UPDATE ON "staff_access" FOR EACH ROW EXECUTE FUNCTION "staff_access_stays"();

-- A look at data is written down inside its access, or not at all: and what is not written down is not shown.
CREATE FUNCTION "staff_view_inside"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "staff_access" AS a
                WHERE a."id" = NEW."access_id" AND a."staff_id" = NEW."staff_id"
                  AND a."person_id" IS NOT DISTINCT FROM NEW."person_id"
                  AND a."guild_id" IS NOT DISTINCT FROM NEW."guild_id"
                  AND NEW."first_at" >= a."opened_at"
                  AND NEW."last_at" < coalesce(a."closed_at", a."ends_at"))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff_view lies outside of an open access';
END
$$;
CREATE TRIGGER "staff_view_inside" BEFORE INSERT OR UPDATE OF "first_at", "last_at", "access_id", "page" ON "staff_view"
    FOR EACH ROW EXECUTE FUNCTION "staff_view_inside"();
