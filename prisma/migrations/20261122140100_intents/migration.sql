-- AlterTable
ALTER TABLE "gateway"."cluster" ADD COLUMN "intents" INTEGER NOT NULL DEFAULT 0;
