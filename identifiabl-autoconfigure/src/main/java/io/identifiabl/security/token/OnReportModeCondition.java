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

package io.identifiabl.security.token;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.identifiabl.security.context.WebProperties.Mode;

/**
 * Whether refusals of tokens that the application accepts are only reported.
 *
 * @author Identifiabl Contributors
 */
class OnReportModeCondition extends SpringBootCondition {

	static boolean isMet(Environment environment) {
		return Binder.get(environment).bind("identifiabl.web.mode", Mode.class).orElse(Mode.ENFORCE) == Mode.REPORT;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Report mode");
		return isMet(context.getEnvironment())
				? ConditionOutcome.match(message.because("identifiabl.web.mode is report"))
				: ConditionOutcome.noMatch(message.because("identifiabl.web.mode is enforce"));
	}

	/**
	 * Whether they are not.
	 */
	static final class Negated extends OnReportModeCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionOutcome outcome = super.getMatchOutcome(context, metadata);
			return new ConditionOutcome(!outcome.isMatch(), outcome.getConditionMessage());
		}

	}

}
