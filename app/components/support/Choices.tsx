/** One of a few, none of them chosen beforehand. */
export function Choices<Value extends string>({
  name,
  label,
  choices,
  chosen,
}: {
  name: string;
  label: string;
  choices: readonly (readonly [Value, string])[];
  chosen?: string | undefined;
}) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{label}</legend>
      {choices.map(([value, words]) => (
        <label key={value} className="flex min-h-9 items-center gap-2">
          <input type="radio" name={name} value={value} required defaultChecked={chosen === value} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
