//! The list of intrinsic objects.

macro_rules! intrinsics {
    ($($name:ident),* $(,)?) => {
        /// [Well-known intrinsic objects](https://tc39.es/ecma262/#sec-well-known-intrinsic-objects).
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Intrinsic {
            $(
                #[doc = concat!("`%", stringify!($name), "%`")]
                $name,
            )*
        }

        impl Intrinsic {
            pub(super) const COUNT: usize = [$(stringify!($name)),*].len();
        }
    };
}

intrinsics! {
    ObjectPrototype, FunctionPrototype, ArrayPrototype, StringPrototype, NumberPrototype, BooleanPrototype,
    SymbolPrototype, BigIntPrototype, ErrorPrototype, TypeErrorPrototype, RangeErrorPrototype, SyntaxErrorPrototype,
    ReferenceErrorPrototype, EvalErrorPrototype, URIErrorPrototype, AggregateErrorPrototype,
    SuppressedErrorPrototype, DisposableStackPrototype, AsyncDisposableStackPrototype, PromisePrototype,
    MapPrototype, SetPrototype, WeakMapPrototype, WeakSetPrototype, WeakRefPrototype, FinalizationRegistryPrototype, DatePrototype, RegExpPrototype,
    IteratorPrototype, AsyncIteratorPrototype, ArrayIteratorPrototype, StringIteratorPrototype, MapIteratorPrototype,
    SetIteratorPrototype, RegExpStringIteratorPrototype, IteratorHelperPrototype, WrapForValidIteratorPrototype,
    AsyncFromSyncIteratorPrototype, GeneratorPrototype, AsyncGeneratorPrototype, GeneratorFunctionPrototype,
    AsyncFunctionPrototype, AsyncGeneratorFunctionPrototype, Object, Function, Array, String, Number, Boolean, Symbol,
    BigInt, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError,
    SuppressedError, Promise,
    Int8ArrayPrototype, Uint8ArrayPrototype, Uint8ClampedArrayPrototype, Int16ArrayPrototype, Uint16ArrayPrototype,
    Int32ArrayPrototype, Uint32ArrayPrototype, BigInt64ArrayPrototype, BigUint64ArrayPrototype,
    Float16ArrayPrototype, Float32ArrayPrototype, Float64ArrayPrototype,
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    BigInt64Array, BigUint64Array, Float16Array, Float32Array, Float64Array,
    ArrayBufferPrototype, SharedArrayBufferPrototype, DataViewPrototype, TypedArrayPrototype, ArrayBuffer,
    SharedArrayBuffer, TypedArray,
    Map, Set, Date, RegExp, Iterator, ArrayValues, ObjectToString, PromiseThen, ThrowTypeError, Eval,
}
