-- For what the database was asked, by purpose: of one day, which the first statement of the next replaces.
CREATE TABLE "purpose_use" (
    "purpose" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "statements" BIGINT NOT NULL,

    CONSTRAINT "purpose_use_pkey" PRIMARY KEY ("purpose")
);
