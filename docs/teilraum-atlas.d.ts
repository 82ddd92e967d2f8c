export class TeilraumAtlas extends HTMLElement {
    static get observedAttributes(): string[];
    connectedCallback(): void;
    disconnectedCallback(): void;
    /**
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} after
     */
    attributeChangedCallback(name: string, before: string | null, after: string | null): void;
    /** The view, or `null` before there is one. */
    get state(): AtlasState | null;
    /**
     * Opens a view by its link.
     * @param {string} link fragment, with or without `#`
     * @returns {Promise<AtlasState>}
     */
    open(link: string): Promise<AtlasState>;
    /**
     * Changes parts of the view, each by its key; `null` goes back to what the atlas chooses.
     * @param {Partial<Record<"indicator" | "level" | "period" | "area" | "tab" | "language", string | null>>} to
     * @returns {Promise<AtlasState>}
     */
    set(to: Partial<Record<"indicator" | "level" | "period" | "area" | "tab" | "language", string | null>>): Promise<AtlasState>;
    /**
     * Chooses an area, or none.
     * @param {string | null} key
     * @returns {Promise<AtlasState>}
     */
    select(key: string | null): Promise<AtlasState>;
    /** Opens the reader's dialog to print the atlas alone. */
    print(): Promise<void>;
    /** Hands the element's colours, type and corners (`--teilraum-…`) to the atlas once more. */
    restyle(): void;
    #private;
}
/**
 * A view, as the atlas tells it.
 */
export type AtlasState = {
    /**
     * fragment of the address, without `#`
     */
    link: string;
    /**
     * what the window of the atlas would be called
     */
    title: string;
    /**
     * of the view in the whole atlas
     */
    address: string;
    indicator: string | null;
    level: string | null;
    period: string | null;
    /**
     * official key of the chosen area
     */
    area: string | null;
    tab: string | null;
    language: string | null;
};
