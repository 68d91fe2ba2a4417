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

package io.identifiabl.security.keys;

import java.net.http.HttpClient;
import java.util.function.Consumer;

import javax.net.ssl.SSLParameters;

import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

import io.identifiabl.keys.HttpResourceRetriever;
import io.identifiabl.keys.KeySettings;

/**
 * Auto-configuration for the fetching of keys: with Spring Boot's HTTP client where it is
 * there, else with the JDK's.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConditionalOnClass(BearerTokenAuthentication.class)
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@EnableConfigurationProperties(KeysProperties.class)
@Import({ IdentifiablKeyRetrievalAutoConfiguration.HttpClientConfiguration.class,
		IdentifiablKeyRetrievalAutoConfiguration.JdkConfiguration.class })
public final class IdentifiablKeyRetrievalAutoConfiguration {

	@Bean("identifiablKeySettings")
	@ConditionalOnMissingBean
	KeySettings keySettings(KeysProperties properties) {
		return properties.toSettings();
	}

	/**
	 * With Spring Boot's HTTP client, with all that the application sets for it.
	 */
	@ConditionalOnClass({ ClientHttpRequestFactoryBuilder.class, ClientHttpRequestFactory.class })
	static class HttpClientConfiguration {

		@Bean("identifiablKeyRetrievers")
		KeyRetrievers keyRetrievers(KeySettings settings, ObjectProvider<ClientHttpRequestFactoryBuilder<?>> builders,
				ObjectProvider<HttpClientSettings> clientSettings, ObjectProvider<ResourceRetriever> own,
				ObjectProvider<SslBundles> sslBundles) {
			return new KeyRetrievers((bundles, bundle) -> {
				ClientHttpResourceRetriever retriever = new ClientHttpResourceRetriever(
						new KeyHttpClient(builders.getIfAvailable(ClientHttpRequestFactoryBuilder::detect),
								() -> settings(settings, bundles, bundle)
									.orElse(clientSettings.getIfAvailable(HttpClientSettings::defaults))),
						settings.getReadTimeout(), settings.getMaxSize());
				if (bundles != null && bundle != null) {
					bundles.addBundleUpdateHandler(bundle, (changed) -> retriever.reset());
				}
				return retriever;
			}, own, sslBundles);
		}

		private static HttpClientSettings settings(KeySettings settings, @Nullable SslBundles bundles,
				@Nullable String bundle) {
			return HttpClientSettings
				.ofSslBundle((bundles != null && bundle != null) ? bundles.getBundle(bundle) : null)
				.withTimeouts(settings.getConnectTimeout(), settings.getReadTimeout())
				.withRedirects(HttpRedirects.DONT_FOLLOW)
				.withCookieHandling(HttpCookieHandling.DISABLE);
		}

	}

	/**
	 * With the JDK's HTTP client.
	 */
	@ConditionalOnMissingClass("org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder")
	static class JdkConfiguration {

		@Bean("identifiablKeyRetrievers")
		KeyRetrievers keyRetrievers(KeySettings settings, ObjectProvider<ResourceRetriever> own,
				ObjectProvider<SslBundles> sslBundles) {
			return new KeyRetrievers((bundles, bundle) -> new HttpResourceRetriever(settings,
					(bundles != null && bundle != null) ? trust(bundles.getBundle(bundle)) : (client) -> {
					}), own, sslBundles);
		}

		private static Consumer<HttpClient.Builder> trust(SslBundle bundle) {
			SslOptions options = bundle.getOptions();
			return (client) -> {
				SSLParameters parameters = new SSLParameters();
				parameters.setCipherSuites(options.getCiphers());
				parameters.setProtocols(options.getEnabledProtocols());
				client.sslContext(bundle.createSslContext()).sslParameters(parameters);
			};
		}

	}

}
