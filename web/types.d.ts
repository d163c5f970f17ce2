// Types of what the API takes and answers, by its OpenAPI document; `make check-face` makes `coursewright-api` of it.
import type { components, paths } from "coursewright-api";

export type Schemas = components["schemas"];
export type Account = Pick<Schemas["UserPublic"], "id" | "full_name" | "role"> & Partial<Schemas["UserPublic"]>;

type Method = "get" | "post" | "patch" | "delete";
/** A path of the document with its parameters filled in: `/api/courses/{course_id}` is `/api/courses/${string}`. */
type Filled<P extends string> = P extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Filled<After>}`
  : P;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Place<P extends string> = {
  [K in keyof paths & string]: Same<P, Filled<K>> extends true ? K : never;
}[keyof paths & string];

type Json<Part> = Part extends { content: { "application/json": infer Body } } ? Body : undefined;
type Good<Responses> = Responses[keyof Responses & (200 | 201 | 202 | 204)];
type Answered<Operation> = Operation extends { responses: infer Responses } ? Json<Good<Responses>> : never;

/** What a call answers; anything where the path is put together so that no type tells which one it is. */
export type Answer<M extends Method, P extends string> = [Place<P>] extends [never]
  ? any
  : Answered<paths[Place<P>][M]>;

export interface Told<Data> {
  data: Data;
  etag: string | null;
  status: number;
  headers: Headers;
}

export interface CallOptions {
  body?: unknown;
  query?: Record<string, unknown>;
  etag?: string | null;
  known?: string | null;
  key?: string;
  signal?: AbortSignal;
}

/** What a page shows of the API (`useResource`). */
export interface Resource<Data> {
  data: Data | undefined;
  etag: string | null;
  problem: any;
  loading: boolean;
  reload: () => Promise<void>;
  set: (changed: { data?: Data; etag?: string | null }) => void;
}
