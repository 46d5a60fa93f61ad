//! Values, typed arenas, handles, collection: the one way to memory.
