-- CreateTable
CREATE TABLE "analytics"."top_member" (
    "guild_id" BIGINT NOT NULL,
    "days" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "from_day" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "top_member_pkey" PRIMARY KEY ("guild_id","days","measure","user_id")
);
