/** What a field says: how the account is, or how it was sold to (territory, source), which a reader may switch off. */
export type FeatureRole = "firmographic" | "how-we-sold";

/** A firmographic field that the analysis may use. */
export interface Feature {
  readonly name: string;
  /** `size` is a positive measure read on a log scale (employees, revenue); `number` a plain one (founded year). */
  readonly kind: "size" | "number" | "category";
  readonly role: FeatureRole;
}
