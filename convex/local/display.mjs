/** @import { FieldJson, ValidatorJson } from "./types" */

/**
 * A value as the backend writes it into its error texts: these hold whole documents, which is why nobody may pass them on.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function displayValue(value) {
  if (typeof value === "number") return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof ArrayBuffer) return `b"${Buffer.from(value).toString("base64")}"`;
  if (Array.isArray(value)) return `[${value.map(displayValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${name}: ${displayValue(field)}`).join(", ")}}`;
  }
  return value === undefined ? "undefined" : JSON.stringify(value);
}

/**
 * A validator as the backend writes it into its error texts.
 *
 * @param {ValidatorJson} validator
 * @returns {string}
 */
export function displayValidator(validator) {
  switch (validator.type) {
    case "number":
      return "v.float64()";
    case "bigint":
      return "v.int64()";
    case "literal":
      return `v.literal(${JSON.stringify(validator.value)})`;
    case "id":
      return `v.id("${validator.tableName}")`;
    case "array":
      return `v.array(${displayValidator(validator.value)})`;
    case "union":
      return `v.union(${validator.value.map(displayValidator).join(", ")})`;
    case "record":
      return `v.record(${displayValidator(validator.keys)}, ${displayField(validator.values)})`;
    case "object":
      return `v.object({${Object.entries(validator.value)
        .map(([name, field]) => `${name}: ${displayField(field)}`)
        .join(", ")}})`;
    default:
      return `v.${validator.type}()`;
  }
}

/** @param {FieldJson} field */
function displayField(field) {
  const validator = displayValidator(field.fieldType);
  return field.optional ? `v.optional(${validator})` : validator;
}
