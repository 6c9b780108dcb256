-- CreateTable
CREATE TABLE "web_crawl" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "pages" INTEGER NOT NULL,
    "cookies" TEXT[] NOT NULL,
    "hosts" TEXT[] NOT NULL,
    "counter" TEXT NOT NULL,

    CONSTRAINT "web_crawl_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "web_crawl" ADD CONSTRAINT "web_crawl_one" CHECK ("id" = 1);
ALTER TABLE "web_crawl" ADD CONSTRAINT "web_crawl_counter" CHECK ("counter" IN ('off', 'own', 'public', 'unknown'));
