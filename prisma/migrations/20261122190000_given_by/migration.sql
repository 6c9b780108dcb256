-- Who gave a role is forgotten when they are erased; the role stays with whoever has it.
ALTER TABLE "staff_member" ALTER COLUMN "given_by" DROP NOT NULL;
