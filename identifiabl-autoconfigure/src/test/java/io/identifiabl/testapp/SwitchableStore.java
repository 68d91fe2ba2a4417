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

package io.identifiabl.testapp;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.memory.InMemoryAuditStore;

/**
 * A store that can be away.
 *
 * @author Identifiabl Contributors
 */
public final class SwitchableStore {

	private final AuditStore memory = new InMemoryAuditStore(10_000);

	private volatile boolean down;

	public void setDown(boolean down) {
		this.down = down;
	}

	public AuditStore toStore() {
		return (AuditStore) Proxy.newProxyInstance(AuditStore.class.getClassLoader(),
				new Class<?>[] { AuditStore.class }, (proxy, method, arguments) -> {
					if (method.getDeclaringClass() == Object.class) {
						return method.invoke(this, arguments);
					}
					if (this.down) {
						throw new AuditStoreException("away", new SQLTransientConnectionException());
					}
					try {
						return method.invoke(this.memory, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

}
