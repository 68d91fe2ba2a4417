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

package io.identifiabl.operation;

import java.util.Locale;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Refuses to start an application in which everything has to wait for a record and
 * nothing records.
 *
 * @author Identifiabl Contributors
 */
final class DeliveryRequirement implements BeanFactoryPostProcessor, EnvironmentAware {

	private Delivery delivery = Delivery.ASYNC;

	private boolean enabled = true;

	@Override
	public void setEnvironment(Environment environment) {
		Binder binder = Binder.get(environment);
		this.delivery = binder.bind("identifiabl.audit.delivery", Delivery.class).orElse(Delivery.ASYNC);
		this.enabled = binder.bind("identifiabl.audit.enabled", Boolean.class).orElse(true);
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (this.delivery == Delivery.ASYNC) {
			return;
		}
		throw new InvalidIdentifiablConfigurationException(
				"identifiabl.audit.delivery is " + this.delivery.name().toLowerCase(Locale.ROOT)
						+ ", and there is no audit trail that anything could be recorded in"
						+ (this.enabled ? "." : ", since identifiabl.audit.enabled is false."),
				(this.enabled ? "Do not exclude IdentifiablAuditTrailAutoConfiguration"
						: "Remove identifiabl.audit.enabled=false") + ", or set identifiabl.audit.delivery=async.");
	}

}
