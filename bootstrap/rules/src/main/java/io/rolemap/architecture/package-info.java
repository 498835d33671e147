/**
 * The rules of a hexagonal architecture as tests, for any service's own build: {@link
 * io.rolemap.architecture.HexagonalRules}.
 *
 * <pre>
 *                  bootstrap              wires everything and starts it
 *                 /         \
 *      adapters.http      adapters.jdbc   one for each technology; none knows another
 *                 \         /
 *                 application             what the use cases do
 *                      |
 *                   domain                the model, and interfaces for what it needs: plain Java
 * </pre>
 *
 * <p>A layer knows only what is below it in this picture. With the artifact {@code rolemap-rules} in test scope,
 * beside the service's own JUnit (Jupiter 5.11 or newer), this test checks it for all classes of {@code com.acme} and the
 * packages below:
 *
 * <pre>{@code
 * class ArchitectureTest {
 *     @TestFactory
 *     Stream<DynamicTest> architecture() {
 *         return HexagonalRules.forBasePackage("com.acme").withAdapters("http", "jdbc").tests();
 *     }
 * }
 * }</pre>
 *
 * <p>Where the packages are called otherwise, say so. In this layout the application layer is around the model, and {@code
 * common} is for what all share:
 *
 * <pre>{@code
 * HexagonalRules.forBasePackage("com.acme")
 *         .domainIn("application.domain.model", "common")
 *         .applicationIn("application")
 *         .adaptersIn("adapter")
 *         .withAdapters("in.web", "out.persistence")
 *         .bootstrapInBasePackage()
 *         .tests();
 * }</pre>
 *
 * <h2>The rules</h2>
 *
 * <ul>
 *   <li>{@code every-class-belongs-to-a-layer}: Every class is in a layer.
 *   <li>{@code no-layer-is-empty}: Every layer has classes.
 *   <li>{@code dependencies-point-inward}: A layer knows only itself and the layers further in: bootstrap, then adapters,
 *       then application, and innermost the domain.
 *   <li>{@code adapters-do-not-know-each-other}: An adapter knows no other adapter.
 *   <li>{@code only-bootstrap-wires}: Only bootstrap starts the program, looks services up and makes what the application
 *       layer consists of.
 *   <li>{@code features-have-no-cycles}: Features, the first packages below the layers, don't need each other in a circle.
 *   <li>{@code packages-of-a-layer-have-no-cycles}: The packages of a layer, the layer's own and the first below it, don't
 *       need each other in a circle.
 *   <li>{@code domain-is-plain-java}: The domain uses nothing from outside the service but plain Java.
 *   <li>{@code application-is-plain-java}: The application layer uses nothing from outside the service but plain Java.
 *   <li>{@code technology-stays-in-its-adapter}: An adapter's technology is used by that adapter alone.
 *   <li>{@code public-types-are-a-listed-few}: Only listed types are public.
 *   <li>{@code internals-stay-in-their-layer}: What is public only for the packages of its own layer is used by no other
 *       layer.
 *   <li>{@code classes-are-final}: A class that is neither abstract nor sealed is final.
 *   <li>{@code static-means-final}: A static field is final.
 *   <li>{@code no-field-is-injected}: No field is filled by a container.
 *   <li>{@code time-is-handed-over}: Outside of bootstrap nobody asks the system what time it is.
 *   <li>{@code randomness-is-handed-over}: Outside of bootstrap nobody asks the system for something random.
 *   <li>{@code only-the-command-line-prints}: Standard input, output and error belong to the types that commandLineIn
 *       lists.
 *   <li>{@code no-thread-locals}: Nothing is kept in thread locals.
 *   <li>{@code wire-types-stay-in-their-adapter}: Neither the domain nor the application layer has types that are named
 *       like messages.
 *   <li>{@code domain-types-are-never-serialised}: No type of the domain or the application layer is serialised as it is.
 *   <li>{@code settings-name-what-exists}: What the settings of these rules name exists.
 * </ul>
 *
 * <p>A rule that does not hold for a service is switched off by its name, with a reason: {@link
 * io.rolemap.architecture.HexagonalRules#without}. A type for which one does not hold is excepted: {@link
 * io.rolemap.architecture.HexagonalRules#except}. What the domain needs besides plain Java is added to it: {@link
 * io.rolemap.architecture.HexagonalRules#domainMayAlsoUse}. Where the packages below the layers are no features, let that be {@code
 * features-have-no-cycles}. Generated code is left out: {@link io.rolemap.architecture.HexagonalRules#leavingOut}.
 *
 * <h2>Legacy</h2>
 *
 * <p>A service that breaks the rules in many places begins with {@link io.rolemap.architecture.HexagonalRules#frozenIn} and
 * one run with {@code -Darchunit.freeze.refreeze=true}, commits the files that this has written, and from then on can only
 * get better: a new violation fails, a mended one leaves its file for ever. No file changes while classes are missing that
 * the settings name, nor on a build server that says {@code -Darchunit.freeze.store.default.allowStoreUpdate=false}.
 *
 * <h2>What no rule sees</h2>
 *
 * <p>The rules look at bytecode. It holds no unused imports, no constants that the compiler copied, no types that are
 * reached by reflection or named in a configuration file, no type of what is passed on as {@code Object}, and no annotation
 * that is for sources alone. Kotlin's language and collections count as plain Java; its own clocks, randomness and {@code
 * readln} are not known to the rules about those. A violation in a field or a signature is shown at the first line of its
 * class that has code, because bytecode knows no other. Let the build's modules forbid what they can besides.
 */
package io.rolemap.architecture;
