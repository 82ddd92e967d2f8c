// Modules that are loaded once, by the first who needs them.

/**
 * @template Module
 * @param {() => Promise<unknown>} init starts the module
 * @param {Module} module what it offers then
 * @returns {() => Promise<Module>} the module, once it is there; what failed is tried anew by the next who asks
 */
export function loadOnce(init, module) {
  /** @type {Promise<unknown> | null} */
  let loading = null;
  return async () => {
    loading ??= init();
    try {
      await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
    return module;
  };
}
