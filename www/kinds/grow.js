// The page goes on with the larger atlas, which paints every kind of map.

import { Loader } from "../bundle.js";
import { load } from "./load.js";

/**
 * Opens the session's view in the larger atlas, out of the browser's cache, and hands it over when
 * it is complete. Whatever the reader does until then is done by the smaller one.
 * @param {import("../session.js").Session} session
 */
export async function grow(session) {
  const module = await load();
  const atlas = new module.Atlas();
  let link = session.atlas.link();
  atlas.dispatch({ do: "open", link });
  await new Promise((resolve) => {
    const loader = new Loader(atlas, session.loader.data, () => {
      const now = session.atlas.link();
      if (now !== link) {
        link = now;
        atlas.dispatch({ do: "open", link });
        loader.pump();
      }
      if (loader.waiting) return;
      loader.arrived = () => {};
      session.goOnWith(atlas, loader);
      resolve(undefined);
    });
    loader.pump();
  });
}
