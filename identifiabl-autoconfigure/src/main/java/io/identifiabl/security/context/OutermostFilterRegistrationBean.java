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

package io.identifiabl.security.context;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the context filter before all others, also before those of an application
 * that asked for the highest precedence, and for every dispatch.
 *
 * @author Identifiabl Contributors
 */
final class OutermostFilterRegistrationBean extends FilterRegistrationBean<IdentityContextFilter>
		implements PriorityOrdered {

	private final IdentityContextFilter filter;

	OutermostFilterRegistrationBean(IdentityContextFilter filter) {
		super(filter);
		this.filter = filter;
		setName("identityContextFilter");
		setOrder(Ordered.HIGHEST_PRECEDENCE);
		setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
	}

	OutermostFilterRegistrationBean copy() {
		return new OutermostFilterRegistrationBean(this.filter);
	}

}
