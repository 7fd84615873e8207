import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** The content of a file as a stream. */
export interface DataStream {
  /** The bytes, decompressed. */
  readonly content: AsyncIterable<Uint8Array>;
  /** How many bytes of the file were read. */
  readonly bytesRead: () => number;
  readonly close: () => void;
}

/** Opens a file as a stream. */
export function openData({ absolute, isGzip }: { readonly absolute: string; readonly isGzip: boolean }): DataStream {
  const bytes = createReadStream(absolute, { highWaterMark: 256 * 1024 });
  return {
    content: isGzip ? pipeline(bytes, createGunzip(), () => {}) : bytes,
    bytesRead: () => bytes.bytesRead,
    close: () => bytes.destroy(),
  };
}

/** The content of a file, decompressed. The file is closed when the reader stops. */
export async function* contentOf(file: Parameters<typeof openData>[0]): AsyncGenerator<Uint8Array> {
  const data = openData(file);
  try {
    yield* data.content;
  } finally {
    data.close();
  }
}
