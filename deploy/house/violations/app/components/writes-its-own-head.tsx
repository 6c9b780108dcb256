export function OwnHead() {
  return <h1 className="text-28 font-semibold">Mine</h1>;
}
