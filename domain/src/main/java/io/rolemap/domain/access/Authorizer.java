package io.rolemap.domain.access;

/**
 * Out-port: decides whether an actor may do something. Every use case that has an actor asks it first, before it
 * touches any data, takes an id or begins a transaction; an adapter may ask it earlier still.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Decide by the organisation, the permission and the {@linkplain Action#grantedRole() role that would be granted}.
 *     Refuse a permission that you don't know: there may be more of them one day.
 * <li>An answer that can't be found is a refusal or an exception, never a permission. An exception leaves the use case
 *     as the very same object; what it was asked about was not done.
 * <li>One call may ask several times: {@link IssueApiKey} about each permission of the new key,
 *     {@code ReplaceGroupRoleMappings} about each of the wanted roles, {@code PredictMappingImpact} about both permissions
 *     that it needs, and {@code CreateGroupRoleMapping} in the end whether the actor may see a mapping that has the same
 *     group, or one that resembles it.
 * <li>The transaction that a use case begins is not open yet, or closed again, when it asks; one that the caller began
 *     is open.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Authorizer {

    /**
     * {@return whether {@code actor} may perform {@code action}}
     *
     * @param actor whoever calls, as authenticated
     * @param action what the use case is about to do
     */
    boolean permits(Actor actor, Action action);

    /**
     * {@return an authorizer that permits what the {@linkplain Actor#grants() actor's grants} include} What the server
     * uses. It hands out any role to whoever may write.
     */
    static Authorizer byGrants() {
        return (actor, action) -> actor.grants().include(action);
    }

    /**
     * {@return an authorizer that permits everything to everybody} For services that have authorised the caller before
     * they call a use case. Written out, so that it shows in a review.
     */
    static Authorizer permitAll() {
        return (actor, action) -> true;
    }
}
