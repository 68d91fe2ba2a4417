/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.security.test.context.support.TestExecutionEvent;
import org.springframework.security.test.context.support.WithSecurityContext;

import io.identifiabl.identity.PrincipalType;

/**
 * Runs a test as somebody, with the same kind of authentication that a verified token
 * leads to. An empty value means that the attribute is absent, also as an element of
 * several; nobody is without a user id, and an absent issuer is the usual one.
 * <pre class="code">
 * &#064;Test
 * &#064;WithIdentity(userId = "alice", scopes = "notes:read")
 * void aliceReadsHerNotes() {
 *     assertThat(this.mvc.get().uri("/notes")).hasStatusOk();
 * }
 * </pre> It works on a method and on a class, with MockMvc and for a bean that is called
 * directly. Other attributes than these, or two people in one test, take
 * {@link IdentityRequestPostProcessors#identity}. A chain that is protected against CSRF
 * asks a request that changes something for a CSRF token, since there is no bearer token
 * in it; the post-processor does not have that problem.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@Documented
@Inherited
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = WithIdentitySecurityContextFactory.class)
public @interface WithIdentity {

	/**
	 * The stable user id, which is the subject as well. A service has a subject only.
	 * @return the user id
	 */
	String userId() default "user";

	/**
	 * The issuer.
	 * @return the issuer
	 */
	String issuer() default TestIdentities.ISSUER;

	/**
	 * Whether it is a user or a service.
	 * @return the type
	 */
	PrincipalType principalType() default PrincipalType.USER;

	/**
	 * The tenant.
	 * @return the tenant
	 */
	String tenant() default "";

	/**
	 * The organization.
	 * @return the organization's id
	 */
	String orgId() default "";

	/**
	 * The OAuth client.
	 * @return the client's id
	 */
	String clientId() default "";

	/**
	 * The e-mail address.
	 * @return the address
	 */
	String email() default "";

	/**
	 * The plan.
	 * @return the plan
	 */
	String plan() default "";

	/**
	 * The effective scopes, one per element. {@code SCOPE_} and the scope becomes an
	 * authority.
	 * @return the scopes
	 */
	String[] scopes() default {};

	/**
	 * The roles. {@code ROLE_} and the role becomes an authority.
	 * @return the roles
	 */
	String[] roles() default {};

	/**
	 * The permissions, which are not added to the scopes. {@code PERMISSION_} and the
	 * permission becomes an authority.
	 * @return the permissions
	 */
	String[] permissions() default {};

	/**
	 * The groups, which are no authorities.
	 * @return the groups
	 */
	String[] groups() default {};

	/**
	 * When the test starts to be somebody: before its {@code @BeforeEach} methods or just
	 * before the test itself.
	 * @return the time
	 */
	@AliasFor(annotation = WithSecurityContext.class)
	TestExecutionEvent setupBefore() default TestExecutionEvent.TEST_METHOD;

}
